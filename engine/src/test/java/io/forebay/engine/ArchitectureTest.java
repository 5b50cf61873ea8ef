package io.forebay.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way: engine to spi, and inside the engine along the way of the data. */
@AnalyzeClasses(packages = "io.forebay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_SPI_DEPENDS_ON_NOTHING = noClasses()
            .that()
            .resideInAPackage("io.forebay.spi..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.forebay.spi..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_PLUGIN = noClasses()
            .that()
            .resideInAPackage("io.forebay.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.forebay.store..",
                    "io.forebay.format..",
                    "io.forebay.warehouse..",
                    "io.forebay.server..",
                    "org.duckdb..");

    @ArchTest
    static final ArchRule PLUGINS_KNOW_ONLY_THE_SPI = noClasses()
            .that()
            .resideInAnyPackage("io.forebay.store..", "io.forebay.format..", "io.forebay.warehouse..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.forebay.engine..", "io.forebay.server..");

    @ArchTest
    static final ArchRule STEPS_DO_NOT_GO_ROUND =
            slices().matching("io.forebay.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_OF_SQL_DO_NOT_GO_ROUND =
            slices().matching("io.forebay.engine.sql.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STATEMENTS_KNOW_NO_PARSER = noClasses()
            .that()
            .resideInAPackage("io.forebay.engine.sql")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.forebay.engine.sql.*..");

    @ArchTest
    static final ArchRule ROOMS_OF_DUCKDB_DO_NOT_GO_ROUND =
            slices().matching("io.forebay.warehouse.duckdb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_OF_DUCKDB_KNOW_NO_CONNECTION = noClasses()
            .that()
            .resideInAPackage("io.forebay.warehouse.duckdb.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.forebay.warehouse.duckdb");

    @ArchTest
    static final ArchRule SQL_OPENS_NO_CONNECTION = noClasses()
            .that()
            .resideInAPackage("io.forebay.engine.sql..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("WarehouseConnection");
}
