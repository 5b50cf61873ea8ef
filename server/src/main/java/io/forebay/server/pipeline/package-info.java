/** A folder of state machines. In: files of definitions. Out: state machines of their names. */
@NullMarked
package io.forebay.server.pipeline;

import org.jspecify.annotations.NullMarked;
