@NullMarked
package io.forebay.format.parquet;

import org.jspecify.annotations.NullMarked;
