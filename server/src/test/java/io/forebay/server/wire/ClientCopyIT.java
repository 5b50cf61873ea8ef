package io.forebay.server.wire;

import io.forebay.server.config.SettingsBuilder;

/** Into DuckDB. */
class ClientCopyIT extends ClientCopyContract {
    @Override
    void choose(SettingsBuilder settings) {}
}
