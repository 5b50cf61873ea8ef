package io.forebay.server.wire.auth;

import java.util.Optional;

/** The users of a server; thread-safe, asked at each login. */
public interface UserDirectory {
    Optional<Credential> find(String user);

    /**
     * Whether no user has a password, so that there is nothing to guess: a client on loopback that names an unknown user
     * is then told so.
     */
    boolean open();

    /** One user without a password. */
    static UserDirectory openTo(String user) {
        return new UserDirectory() {
            @Override
            public Optional<Credential> find(String name) {
                return name.equals(user) ? Optional.of(Credential.withoutPassword()) : Optional.empty();
            }

            @Override
            public boolean open() {
                return true;
            }
        };
    }
}
