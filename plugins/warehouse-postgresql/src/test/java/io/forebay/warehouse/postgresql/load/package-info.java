@NullMarked
package io.forebay.warehouse.postgresql.load;

import org.jspecify.annotations.NullMarked;
