package io.forebay.server.cli.pipeline;

import io.forebay.server.cli.Terminal;

/** How wide lines may be. */
final class Screen {
    private static final int TERMINAL = 80;
    /** Of lines in a log. */
    private static final int LOG = 160;

    private Screen() {}

    static int width(Terminal terminal) {
        String columns = terminal.environment().getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9]\\d{1,3}")) {
            return Math.max(Integer.parseInt(columns), 40);
        }
        return terminal.interactive() ? TERMINAL : LOG;
    }
}
