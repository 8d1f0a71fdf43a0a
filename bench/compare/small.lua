-- wrk's side of the saturated load. One request in so many carries a wrong key: a gateway that answers it is not checking.
-- BENCH_GOOD and BENCH_WRONG name files that hold a whole request each; BENCH_WRONG_EVERY is 0 where nothing checks keys.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local content = file:read("*a")
  file:close()
  return content
end

function init()
  good = read(os.getenv("BENCH_GOOD"))
  wrong = read(os.getenv("BENCH_WRONG"))
  every = tonumber(os.getenv("BENCH_WRONG_EVERY"))
  sent, sent_wrong = 0, 0
end

function request()
  sent = sent + 1
  if every > 0 and sent % every == 0 then
    sent_wrong = sent_wrong + 1
    return wrong
  end
  return good
end

function done(summary, latency)
  local all, all_wrong = 0, 0
  for _, thread in ipairs(threads) do
    all = all + thread:get("sent")
    all_wrong = all_wrong + thread:get("sent_wrong")
  end
  local e = summary.errors
  io.write(string.format(
    '\n{"Sent":%d,"Wrong":%d,"Answered":%d,"BadStatus":%d,"Broken":%d,"Microseconds":%d,"P50":%d,"P99":%d}\n',
    all, all_wrong, summary.requests, e.status, e.connect + e.read + e.write + e.timeout,
    summary.duration, latency:percentile(50), latency:percentile(99)))
end
