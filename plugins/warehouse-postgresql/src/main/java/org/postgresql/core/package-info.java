/**
 * What pgjdbc 42.7 lets nobody else do: to hear what the server says while a COPY is still being
 * sent, and to bound what it says at once. Nothing else is here.
 */
@NullMarked
package org.postgresql.core;

import org.jspecify.annotations.NullMarked;
