@NullMarked
package io.forebay.format.xml;

import org.jspecify.annotations.NullMarked;
