@NullMarked
package io.forebay.warehouse.postgresql.driver;

import org.jspecify.annotations.NullMarked;
