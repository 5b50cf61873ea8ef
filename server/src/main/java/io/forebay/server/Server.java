package io.forebay.server;

import io.forebay.engine.Engine;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.flow.watch.FlowListener;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.ledger.ServerName;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.engine.schedule.Scheduling;
import io.forebay.server.alert.AlertWatch;
import io.forebay.server.alert.ExecutionAlerts;
import io.forebay.server.alert.Webhook;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.http.HttpFront;
import io.forebay.server.http.aws.AwsFront;
import io.forebay.server.metric.JobMetrics;
import io.forebay.server.pipeline.FolderMaker;
import io.forebay.server.pipeline.PipelineFolder;
import io.forebay.server.wire.WireServer;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: the one place where the parts are put together. */
public final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);
    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(60);

    /** Closed from the last to the first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final WireServer wire;
    private final HttpFront http;

    private Server(Settings settings, LoadStep.Listener steps, UnaryOperator<ObjectStore> stores) {
        try {
            Plugins plugins = opened(Plugins.open(settings).withStores(stores));
            JobSettings jobs = new JobSettings(
                    settings.pollInterval(),
                    SCAN_INTERVAL,
                    batch(settings),
                    JobSettings.DEFAULT.loadsAtOnce(),
                    settings.value(Keys.LEASE_TIME),
                    new JobSettings.Waits(
                            settings.value(Keys.WHOLE_SCAN),
                            settings.value(Keys.RETRY_FOR),
                            settings.value(Keys.BATCH_WAIT)));
            Endpoints lambdas = new Endpoints(settings.lambdas(), settings.value(Keys.LAMBDA_TIMEOUT));
            LoadContext loads = new LoadContext(Clock.systemUTC(), steps, settings.value(Keys.INFLATED_LIMIT));
            Engine engine = opened(Engine.start(
                    plugins.forEngine(lambdas),
                    jobs,
                    loads,
                    plugins.warehouse().database(),
                    ServerName.next(DataFolder.installation(settings.data()))));
            wire = opened(new WireServer(
                    engine.sessions(), Access.wire(settings), Access.users(settings, engine.sessions())));
            wire.start();
            Clock clock = Clock.systemUTC();
            DataApi dataApi = opened(DataApi.open(
                    plugins.warehouse(), engine.sessions(), settings.data().resolve("data-api"), clock));
            JobMetrics metrics = opened(new JobMetrics(engine::jobs));
            Optional<Webhook> webhook = settings.find(Keys.WEBHOOK).map(address -> opened(new Webhook(address)));
            MessageQueues queues = opened(Plugins.queues(settings));
            StateMachines machines = opened(StateMachines.open(
                    settings.data().resolve("flow"),
                    new StateMachines.Services(
                            dataApi,
                            AwsFront.LOCAL,
                            plugins.forEngine(lambdas).stores(),
                            plugins.forEngine(lambdas).formats(),
                            lambdas,
                            OwnTasks.of(settings, dataApi, queues, lambdas)),
                    clock,
                    FlowListener.all(watching(settings, metrics, webhook))));
            metrics.flow().running(machines::running);
            engine.executions().show(machines.executions());
            Scheduling scheduling = opened(Scheduling.open(
                    settings.data().resolve("schedule"),
                    new Scheduling.Services(
                            machines,
                            dataApi,
                            AwsFront.LOCAL,
                            plugins.forEngine(lambdas).stores(),
                            plugins.warehouse(),
                            queues,
                            settings.pollInterval()),
                    clock));
            engine.schedules().show(scheduling);
            metrics.schedules(scheduling.counts());
            if (settings.find(Keys.PIPELINES).isPresent()) {
                opened(PipelineFolder.watch(
                        settings.value(Keys.PIPELINES),
                        settings.pipelineValues(),
                        new FolderMaker(machines, scheduling)));
            } else { // what an earlier folder has made is not to go on without its files
                scheduling.filesAre(Set.of(), Set.of());
            }
            scheduling.begin();
            AwsFront aws = new AwsFront(
                    dataApi,
                    machines,
                    scheduling,
                    settings.accessKeys(),
                    settings.find(Keys.PASSWORD).isEmpty(),
                    clock);
            SSLContext tls = settings.httpExposed()
                    ? Objects.requireNonNull(Access.wire(settings).tls()).load()
                    : null;
            http = opened(HttpFront.start(settings, wire.port(), metrics::scrape, aws, tls));
            webhook.ifPresent(each -> opened(AlertWatch.start(engine::jobs, settings.value(Keys.LAG_LIMIT), each)));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens everything; returns when connections are accepted.
     *
     * @throws io.forebay.spi.ForebayException when a part cannot be opened; what was opened is closed again
     */
    public static Server start(Settings settings) {
        return start(settings, LoadStep.Listener.NONE);
    }

    /** @param steps is told how far loads have come */
    static Server start(Settings settings, LoadStep.Listener steps) {
        return start(settings, steps, store -> store);
    }

    /** @param stores gives what the server sees of each store */
    static Server start(Settings settings, LoadStep.Listener steps, UnaryOperator<ObjectStore> stores) {
        return new Server(settings, steps, stores);
    }

    private static List<FlowListener> watching(Settings settings, JobMetrics metrics, Optional<Webhook> webhook) {
        List<FlowListener> watching = new ArrayList<>(List.of(metrics.flow()));
        if (settings.value(Keys.EXECUTION_ALERTS)) {
            webhook.ifPresent(each -> watching.add(new ExecutionAlerts(each)));
        }
        return watching;
    }

    private static BatchLimits batch(Settings settings) {
        return new BatchLimits(settings.value(Keys.BATCH_FILES), settings.value(Keys.BATCH_BYTES));
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    public int sqlPort() {
        return wire.port();
    }

    public int httpPort() {
        return http.port();
    }

    /** Ends sessions and loads; what was not committed is rolled back. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("a part did not close cleanly part={}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
