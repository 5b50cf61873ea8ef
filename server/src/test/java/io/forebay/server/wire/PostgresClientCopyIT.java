package io.forebay.server.wire;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.server.config.Keys;
import io.forebay.server.config.SettingsBuilder;

/** Into PostgreSQL. */
class PostgresClientCopyIT extends ClientCopyContract {
    @Override
    void choose(SettingsBuilder settings) {
        PostgresServer postgres = PostgresServer.shared();
        settings.flag(Keys.WAREHOUSE, postgres.url(postgres.createDatabase()));
    }
}
