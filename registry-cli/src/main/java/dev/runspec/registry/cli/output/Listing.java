package dev.runspec.registry.cli.output;

import java.util.List;
import java.util.function.Function;

/**
 * How values of one kind are shown.
 *
 * @param columns for tables
 * @param name for scripts, untrusted
 * @param json the JSON of one value, UTF-8
 */
public record Listing<T>(
    List<Column<T>> columns, Function<T, String> name, Function<T, byte[]> json) {}
