@NullMarked
package io.forebay.format.orc;

import org.jspecify.annotations.NullMarked;
