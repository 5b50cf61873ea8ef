package io.forebay.server;

import io.forebay.engine.Plan;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.spi.warehouse.PlannedWarehouse;
import java.time.Clock;
import java.util.function.Consumer;

/** What a server with these settings would send to its warehouse. */
public final class PlannedServer {
    private PlannedServer() {}

    /**
     * @param text statements
     * @param sent takes each statement that would be sent, without a semicolon, with {@code ***} for secrets
     * @param remark takes what is told between them
     */
    public static void plan(Settings settings, String text, Consumer<String> sent, Consumer<String> remark) {
        plan(settings, text, sent, remark, Clock.systemUTC());
    }

    static void plan(Settings settings, String text, Consumer<String> sent, Consumer<String> remark, Clock clock) {
        PlannedWarehouse warehouse = Plugins.plan(settings, statement -> sent.accept(Redaction.redact(statement)));
        try (Plugins plugins = Plugins.around(warehouse, settings)) {
            LoadContext context = new LoadContext(clock, LoadStep.Listener.NONE, settings.value(Keys.INFLATED_LIMIT));
            Plan plan =
                    new Plan(warehouse, new Stores(plugins.stores()), new Formats(plugins.formats()), context, remark);
            plan.of(text);
        }
    }
}
