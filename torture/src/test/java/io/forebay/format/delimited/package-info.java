@NullMarked
package io.forebay.format.delimited;

import org.jspecify.annotations.NullMarked;
