@NullMarked
package io.forebay.format.kit.columnar;

import org.jspecify.annotations.NullMarked;
