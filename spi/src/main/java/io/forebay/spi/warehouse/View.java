package io.forebay.spi.warehouse;

import org.jspecify.annotations.Nullable;

/**
 * A view.
 *
 * @param sql the statement that made it
 * @param late whether it was made WITH NO SCHEMA BINDING, so that what it reads may be dropped beneath it
 * @param waiting the statement that will make it when what it reads is there; null when it is made
 * @param comment the user's
 */
public record View(TableName name, String sql, boolean late, @Nullable String waiting, @Nullable String comment) {}
