package io.forebay.engine.dataapi;

/** A value for {@code :name}. */
record Parameter(String name, String value) {}
