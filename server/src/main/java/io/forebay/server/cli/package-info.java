/**
 * The command line. In: arguments, the terminal. Out: text on standard output, errors as one sentence and a hint on
 * standard error, and an exit code: 0 done, 1 failed, 2 wrong usage or settings. A stack trace is shown only on {@code
 * --verbose}.
 */
@NullMarked
package io.forebay.server.cli;

import org.jspecify.annotations.NullMarked;
