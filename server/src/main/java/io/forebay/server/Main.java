package io.forebay.server;

import io.forebay.server.cli.CommandLines;
import io.forebay.server.cli.Terminal;

/** The program. */
public final class Main {
    private static final int OLDEST_JAVA = 17;

    private Main() {}

    public static void main(String[] arguments) {
        if (Runtime.version().feature() < OLDEST_JAVA) {
            System.err.println("forebay: this is Java " + Runtime.version().feature() + ", and Forebay needs Java "
                    + OLDEST_JAVA + " or newer");
            System.exit(1);
        }
        System.exit(CommandLines.run(Terminal.ofProcess(), arguments));
    }
}
