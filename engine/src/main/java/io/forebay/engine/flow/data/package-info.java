/**
 * The way of the data through a state: paths, reference paths, payload templates, intrinsic calls, JSONata, variables.
 * In: what a definition says, compiled once to an {@link io.forebay.engine.flow.data.Expression}, and a
 * {@link io.forebay.engine.flow.data.Scope}, what the state sees. Out: new trees; those that came in are never changed.
 *
 * <p>Sources: Amazon States Language, "Data"; the Step Functions Developer Guide, "Processing input and output".
 */
@NullMarked
package io.forebay.engine.flow.data;

import org.jspecify.annotations.NullMarked;
