@NullMarked
package io.forebay.format.kit.bytes;

import org.jspecify.annotations.NullMarked;
