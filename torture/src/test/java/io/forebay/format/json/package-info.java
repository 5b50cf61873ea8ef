@NullMarked
package io.forebay.format.json;

import org.jspecify.annotations.NullMarked;
