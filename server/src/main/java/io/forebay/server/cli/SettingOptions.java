package io.forebay.server.cli;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Setting;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of a command that takes settings: one for each key, and {@code --config}. */
final class SettingOptions {
    private static final String CONFIG = "--config";

    private SettingOptions() {}

    static void addTo(CommandSpec spec) {
        config(spec);
        group(spec, "%nSettings (a flag wins over the file):%n", 1, SettingOptions::common);
        group(spec, "%nMore settings:%n", 2, setting -> !common(setting));
    }

    /** {@code --config} alone. */
    static void config(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("Where settings are read from; without it, forebay.yaml of the working folder, if any.")
                .build());
    }

    /** Only some settings have flags; a file may have them all. */
    static void addTo(CommandSpec spec, Predicate<Setting<?>> wanted) {
        config(spec);
        group(spec, "%nSettings (a flag wins over the file):%n", 1, wanted);
    }

    private static boolean common(Setting<?> setting) {
        return setting.nature() == Setting.Nature.COMMON;
    }

    /** Those of the file alone. */
    static Settings ofFile(ParseResult result) {
        return builder(result).build();
    }

    static Settings settings(ParseResult result) {
        SettingsBuilder builder = builder(result);
        for (Setting<?> setting : Keys.all()) {
            List<String> values = result.matchedOptionValue(name(setting), List.of());
            values.forEach(value -> builder.flag(setting, value));
        }
        return builder.build();
    }

    private static SettingsBuilder builder(ParseResult result) {
        return Settings.builder().file(result.matchedOptionValue(CONFIG, (@Nullable Path) null));
    }

    private static void group(CommandSpec spec, String heading, int order, Predicate<Setting<?>> wanted) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .heading(heading)
                .order(order)
                .validate(false)
                .exclusive(false)
                .multiplicity("0..1");
        Keys.all().stream().filter(wanted).forEach(setting -> group.addArg(option(setting)));
        spec.addArgGroup(group.build());
    }

    /** All are lists of text: what they hold, and whether twice is too often, is for the settings to say. */
    private static OptionSpec option(Setting<?> setting) {
        String fallback = setting.fallback() == null ? "" : " Default: " + setting.fallback() + ".";
        return OptionSpec.builder(name(setting))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label(setting))
                .description((setting.sentence() + fallback).replace("%", "%%"))
                .build();
    }

    private static String label(Setting<?> setting) {
        return setting.type().startsWith("one of ")
                ? "WORD"
                : setting.type().toUpperCase(Locale.ROOT).replace(' ', '-');
    }

    private static String name(Setting<?> setting) {
        return "--" + setting.key();
    }
}
