@NullMarked
package io.forebay.format.avro;

import org.jspecify.annotations.NullMarked;
