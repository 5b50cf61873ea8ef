package io.forebay.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets what is logged; {@code logback.xml} says how and where. */
final class Logging {
    private Logging() {}

    /** @param level as {@code log.level} has it */
    static void use(String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("io.forebay").setLevel(Level.toLevel(level));
        Level others = Level.toLevel(level).isGreaterOrEqual(Level.WARN) ? Level.toLevel(level) : Level.WARN;
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(others);
    }
}
