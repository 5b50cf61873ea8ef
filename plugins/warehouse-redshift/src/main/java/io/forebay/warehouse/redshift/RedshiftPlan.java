package io.forebay.warehouse.redshift;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.PlannedWarehouse;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.redshift.driver.PlanTransport;
import io.forebay.warehouse.redshift.load.Questions;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.LedgerText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells what would be sent and sends nothing; answers as a cluster would that has no ledger yet and loads no row. */
final class RedshiftPlan implements PlannedWarehouse {
    private final RedshiftSettings settings;
    private final LedgerText text;
    private final List<Table> assumed = new CopyOnWriteArrayList<>();
    private final PlanTransport transport;
    private boolean begun;

    /** @param sent takes each statement, without a semicolon, values in their places */
    RedshiftPlan(RedshiftSettings settings, Consumer<String> sent) {
        this.settings = settings;
        this.text = new LedgerText(settings.schema());
        this.transport = new PlanTransport(sent, assumed);
    }

    @Override
    public String name() {
        return "redshift";
    }

    @Override
    public Optional<ObjectUri> staging() {
        return Optional.of(settings.staging());
    }

    @Override
    public WarehouseConnection connect() {
        if (!begun) {
            begun = true;
            Questions.ask(transport, CatalogText.UTC, List.of());
        }
        return new RedshiftConnection(transport, text, settings.views(), done -> {}, commit -> {}, () -> {});
    }

    @Override
    public void identify(String server) {
        Questions.ask(transport, CatalogText.label("forebay " + server), List.of());
    }

    @Override
    public Dialect dialect() {
        return new RedshiftDialect(text);
    }

    @Override
    public void register(LiveTable table) {
        text.register(table);
    }

    @Override
    public void assume(Table table) {
        assumed.add(table);
    }

    @Override
    public void close() {
        settings.way().close();
    }
}
