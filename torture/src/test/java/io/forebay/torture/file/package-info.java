/**
 * Files and names that tell what to do: manifests, JSONPaths files, {@code forebay.yaml}, object names. Out: an error
 * when such a file is refused without an error of the user's, or its message is long or tells a secret.
 */
@NullMarked
package io.forebay.torture.file;

import org.jspecify.annotations.NullMarked;
