@NullMarked
package io.forebay.format.kit.ranged;

import org.jspecify.annotations.NullMarked;
