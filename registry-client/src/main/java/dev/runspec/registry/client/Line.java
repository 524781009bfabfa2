package dev.runspec.registry.client;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all calls of one client go through.
 *
 * @param exchange what speaks over the network
 * @param addresses where
 * @param interpreter what understands the answers
 * @param seen what was seen so far
 * @param observations who is told of every attempt
 * @param clock what tells the time of day
 * @param pacer what waits
 * @param random what spreads the waiting
 */
record Line(
    Exchange exchange,
    Addresses addresses,
    Interpreter interpreter,
    SeenRevision seen,
    Observations observations,
    InstantSource clock,
    Pacer pacer,
    RandomGenerator random) {}
