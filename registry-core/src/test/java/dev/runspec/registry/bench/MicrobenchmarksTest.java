package dev.runspec.registry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.command.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class MicrobenchmarksTest {

  @Test
  void everyBenchmarkThatIsPrintedIsThere() {
    var list =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of());

    assertThat(list)
        .extracting(BenchmarkListEntry::getUsername)
        .extracting(name -> name.replaceAll(".*\\.(\\w+\\.\\w+)", "$1"))
        .containsAll(Microbenchmarks.printed().keySet());
  }

  @Test
  void theEngineIsFilledAndItsParametersDoWhatTheySay() {
    EngineBenchmark engine = new EngineBenchmark();
    engine.agents = 10;
    engine.fill();

    assertThat(engine.lookup()).isNotNull();
    assertThat(engine.hashMap()).isNotNull();
    assertThat(engine.beat().isRefreshWanted()).isFalse();
    assertThat(engine.expiry().isRefreshWanted()).isFalse();
    engine.register();
    engine.close();
  }

  @Test
  void theCodecReadsWhatItWrites() throws Exception {
    CodecBenchmark codec = new CodecBenchmark();

    assertThat(codec.decode()).isEqualTo(Agents.agent(0, 10));
    assertThat(codec.copy()).isEqualTo(codec.encode());
    assertThat(codec.command()).isInstanceOf(Verdict.Accepted.class);
  }
}
