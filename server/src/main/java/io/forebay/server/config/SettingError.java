package io.forebay.server.config;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** Why a start was refused before anything was opened. */
public enum SettingError implements ErrorCode {
    UNKNOWN_SETTING(Blame.USER, "F0000"),
    WRONG_SETTING(Blame.USER, "F0000"),
    UNREADABLE_SETTINGS(Blame.USER, "F0000"),
    /** The settings would open the server to others without a password or without encryption. */
    UNSAFE_SETTINGS(Blame.USER, "F0000"),
    DATA_FOLDER_HELD(Blame.USER, "55006"),
    DATA_FOLDER_NEWER(Blame.USER, "55000"),
    DATA_FOLDER_UNUSABLE(Blame.RESOURCE, "58030");

    private final Blame blame;
    private final String sqlState;

    SettingError(Blame blame, String sqlState) {
        this.blame = blame;
        this.sqlState = sqlState;
    }

    @Override
    public Blame blame() {
        return blame;
    }

    @Override
    public Effect effect() {
        return Effect.NOT_APPLIED;
    }

    @Override
    public String sqlState() {
        return sqlState;
    }
}
