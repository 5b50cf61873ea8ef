/** A real PostgreSQL for tests, unpacked from a jar and run on 127.0.0.1. */
@NullMarked
package io.forebay.contract.postgres;

import org.jspecify.annotations.NullMarked;
