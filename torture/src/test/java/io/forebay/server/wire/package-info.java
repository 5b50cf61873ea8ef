@NullMarked
package io.forebay.server.wire;

import org.jspecify.annotations.NullMarked;
