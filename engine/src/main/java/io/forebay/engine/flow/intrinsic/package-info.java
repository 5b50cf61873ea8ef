/**
 * The intrinsic functions of JSONPath states. In: arguments that are evaluated already. Out: a value, or a
 * {@link io.forebay.engine.flow.value.StateFailure}. Nothing is changed, and chance comes from the caller.
 */
@NullMarked
package io.forebay.engine.flow.intrinsic;

import org.jspecify.annotations.NullMarked;
