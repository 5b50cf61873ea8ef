package io.forebay.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Arrows point one way: engine to spi, and inside the engine along the way of the data. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.forebay");

    @Test
    void keepsTheSpiFreeOfAllElse() {
        check(noClasses()
                .that()
                .resideInAPackage("io.forebay.spi..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.forebay.spi..", "java..", "org.jspecify.."));
    }

    @Test
    void keepsPluginsOutOfTheEngine() {
        check(noClasses()
                .that()
                .resideInAPackage("io.forebay.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.forebay.store..",
                        "io.forebay.format..",
                        "io.forebay.warehouse..",
                        "io.forebay.server..",
                        "org.duckdb.."));
    }

    @Test
    void keepsPluginsToTheSpi() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.forebay.store..", "io.forebay.format..", "io.forebay.warehouse..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.forebay.engine..", "io.forebay.server.."));
    }

    @Test
    void keepsTheStepsOfTheEngineFromGoingRound() {
        check(slices().matching("io.forebay.engine.(*)..").should().beFreeOfCycles());
    }

    @Test
    void keepsTheRoomsOfSqlFromGoingRound() {
        check(slices().matching("io.forebay.engine.sql.(*)..").should().beFreeOfCycles());
    }

    @Test
    void keepsTheRoomsOfStateMachinesFromGoingRound() {
        check(slices().matching("io.forebay.engine.flow.(*)..").should().beFreeOfCycles());
    }

    /** An execution has no clock, thread or disk of its own: a replay would meet others. */
    @Test
    void keepsStateMachinesFreeOfTheWorldOutside() {
        check(noClasses()
                .that()
                .resideInAPackage("io.forebay.engine.flow..")
                .and()
                .resideOutsideOfPackage("io.forebay.engine.flow.host..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(Instant.class, "now"));
    }

    @Test
    void keepsStatementsFromKnowingTheirParsers() {
        check(noClasses()
                .that()
                .resideInAPackage("io.forebay.engine.sql")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.forebay.engine.sql.*.."));
    }

    @Test
    void keepsTheRoomsOfDuckDbFromGoingRound() {
        check(slices().matching("io.forebay.warehouse.duckdb.(*)..").should().beFreeOfCycles());
    }

    @Test
    void keepsTheRoomsOfDuckDbFromKnowingTheConnection() {
        check(noClasses()
                .that()
                .resideInAPackage("io.forebay.warehouse.duckdb.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.forebay.warehouse.duckdb"));
    }

    @Test
    void keepsConnectionsOutOfSql() {
        check(noClasses()
                .that()
                .resideInAPackage("io.forebay.engine.sql..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("WarehouseConnection"));
    }

    /** Under an Arabic locale {@code %d} writes other digits, and under a Turkish one an I becomes another letter. */
    @Test
    void writesTheSameInEveryLanguage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.forebay.server.demo..")
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
