/**
 * State machines on the command line. In: what a server's Step Functions API answers. Out: lines for a terminal of 80
 * columns and for logs; a value with control characters neither breaks a line nor steers the terminal.
 */
@NullMarked
package io.forebay.server.cli.pipeline;

import org.jspecify.annotations.NullMarked;
