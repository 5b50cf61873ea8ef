package io.forebay.store.local;

/**
 * One name in a folder.
 *
 * @param kind as the folder tells it; a link is not followed
 */
record FolderEntry(String name, FileFacts.Kind kind) {}
