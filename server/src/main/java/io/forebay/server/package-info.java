/** Where everything is wired: the program's first class, and the server that it starts. */
@NullMarked
package io.forebay.server;

import org.jspecify.annotations.NullMarked;
