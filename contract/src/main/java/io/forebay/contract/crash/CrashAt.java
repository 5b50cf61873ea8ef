package io.forebay.contract.crash;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The steps of a load at which a test kills the server, one a run. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(CrashAt.Steps.class)
@interface CrashAt {
    /** Those of each build. */
    String[] value();

    /** Those besides, where other tests of each build kill the same code: with {@code -Dforebay.crash.all=true}. */
    String[] all() default {};

    /** Gives the names. */
    final class Steps implements ArgumentsProvider, AnnotationConsumer<CrashAt> {
        private Stream<String> steps = Stream.empty();

        @Override
        public void accept(CrashAt annotation) {
            Stream<String> more =
                    Boolean.getBoolean("forebay.crash.all") ? Arrays.stream(annotation.all()) : Stream.of();
            steps = Stream.concat(Arrays.stream(annotation.value()), more);
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return steps.map(Arguments::of);
        }
    }
}
