@NullMarked
package io.forebay.format.kit.write;

import org.jspecify.annotations.NullMarked;
