@NullMarked
package io.forebay.format.parquet.page;

import org.jspecify.annotations.NullMarked;
