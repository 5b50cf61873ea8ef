/** The engine: one package a step of the data's way, put together by {@link io.forebay.engine.Engine}. */
@NullMarked
package io.forebay.engine;

import org.jspecify.annotations.NullMarked;
