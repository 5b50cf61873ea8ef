/** Tests of JSON. */
@org.jspecify.annotations.NullMarked
package io.forebay.format.json;
