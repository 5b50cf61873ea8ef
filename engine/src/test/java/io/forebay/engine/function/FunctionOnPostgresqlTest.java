package io.forebay.engine.function;

import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestWarehouse.OnPostgresql.class)
final class FunctionOnPostgresqlTest extends FunctionTest {}
