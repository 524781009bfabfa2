package dev.runspec.registry;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.CLASS;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks the few methods that may look at the system's clock; everybody else is handed an {@code
 * InstantSource}.
 */
@Retention(CLASS)
@Target(METHOD)
public @interface SystemClock {}
