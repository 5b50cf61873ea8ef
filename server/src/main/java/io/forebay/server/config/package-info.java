/**
 * What the server was told, and the folder that it works in. In: {@code forebay.yaml} and flags. Out: {@link
 * io.forebay.server.config.Settings}, in which every value is of its type, and a {@link
 * io.forebay.server.config.DataFolder} that no other process holds. A setting exists only if {@link
 * io.forebay.server.config.Keys} declares it.
 */
@NullMarked
package io.forebay.server.config;

import org.jspecify.annotations.NullMarked;
