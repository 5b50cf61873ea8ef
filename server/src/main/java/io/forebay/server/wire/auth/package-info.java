/**
 * Who may come in. In: a user's name and what the client sends to prove it. Out: yes or no, without telling which of
 * the two was wrong. Passwords are never kept, only verifiers.
 */
@NullMarked
package io.forebay.server.wire.auth;

import org.jspecify.annotations.NullMarked;
