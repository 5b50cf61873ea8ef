@NullMarked
package io.forebay.format.orc.file;

import org.jspecify.annotations.NullMarked;
