@NullMarked
package io.forebay.format.kit.parquet;

import org.jspecify.annotations.NullMarked;
