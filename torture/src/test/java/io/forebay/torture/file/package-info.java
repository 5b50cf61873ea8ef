/**
 * Files, names and messages that tell what to do: manifests, JSONPaths files, {@code forebay.yaml}, object names, events
 * of S3. Out: an error when such a file is refused without an error of the user's, or its message is long or tells a secret.
 */
@NullMarked
package io.forebay.torture.file;

import org.jspecify.annotations.NullMarked;
