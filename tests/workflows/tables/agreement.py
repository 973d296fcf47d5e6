"""What the marks of one script lead to at the boundaries, by hand from the regulation's sentences.

scale | limit as a share | pass mark of 100 | straddling is apart | marks | third mark | way | the mark that the rule gives
"""

CASES = """
# the same mark, whole marks, halves
100 | 10% | 50 | no  | 70 70             |       | mean   | 70
100 | 10% | 50 | no  | 0 0               |       | mean   | 0
100 | 10% | 50 | no  | 100 100           |       | mean   | 100
100 | 10% | 50 | no  | 60 70             |       | mean   | 65
100 | 10% | 50 | no  | 70 60             |       | mean   | 65
100 | 10% | 50 | no  | 62.5 70           |       | mean   | 66.25
100 | 10% | 50 | no  | 62.5 72.5         |       | mean   | 67.5
100 | 10% | 50 | no  | 90 100            |       | mean   | 95
100 | 10% | 50 | no  | 0 10              |       | mean   | 5
# exactly at the limit is within it, one hundredth more is not
100 | 10% | 50 | no  | 60 70.01          |       | apart  | -
100 | 10% | 50 | no  | 70.01 60          |       | apart  | -
100 | 10% | 50 | no  | 60.01 70          |       | mean   | 65.01
100 | 10% | 50 | no  | 60.01 70.01       |       | mean   | 65.01
100 | 10% | 50 | no  | 60 70.5           |       | apart  | -
100 | 10% | 50 | no  | 0 10.01           |       | apart  | -
100 | 10% | 50 | no  | 0 100             |       | apart  | -
100 | 5%  | 50 | no  | 60 65             |       | mean   | 62.5
100 | 5%  | 50 | no  | 60 65.01          |       | apart  | -
100 | 20% | 50 | no  | 60 80             |       | mean   | 70
100 | 20% | 50 | no  | 60 80.01          |       | apart  | -
# half a hundredth goes upward
100 | 10% | 50 | no  | 60 60.01          |       | mean   | 60.01
100 | 10% | 50 | no  | 60.01 60.02       |       | mean   | 60.02
100 | 10% | 50 | no  | 66.66 66.67       |       | mean   | 66.67
100 | 10% | 50 | no  | 49.99 50          |       | mean   | 50
100 | 10% | 50 | no  | 49.98 50.01       |       | mean   | 50
100 | 10% | 50 | no  | 49.98 50          |       | mean   | 49.99
# a limit that is no whole number of hundredths: 1/15 of 100 is 6.666...
100 | 1/15 | 50 | no | 60 66.66          |       | mean   | 63.33
100 | 1/15 | 50 | no | 60 66.67          |       | apart  | -
# straddling the pass mark, option off and on
100 | 10% | 50 | no  | 45 55             |       | mean   | 50
100 | 10% | 50 | yes | 45 55             |       | apart  | -
100 | 10% | 50 | yes | 49.99 50          |       | apart  | -
100 | 10% | 50 | yes | 50 49.99          |       | apart  | -
100 | 10% | 50 | yes | 50 50             |       | mean   | 50
100 | 10% | 50 | yes | 50 55             |       | mean   | 52.5
100 | 10% | 50 | yes | 45 49.99          |       | mean   | 47.5
100 | 10% | 50 | yes | 49.98 49.99       |       | mean   | 49.99
100 | 10% | 50 | yes | 40 60             |       | apart  | -
100 | 10% | 62.5 | yes | 62 63           |       | apart  | -
100 | 10% | 62.5 | yes | 62.5 63         |       | mean   | 62.75
100 | 10% | 62.5 | yes | 62.49 62.5      |       | apart  | -
# other scales: the limit and the pass mark follow the scale
10  | 10% | 50 | no  | 6 7               |       | mean   | 6.5
10  | 10% | 50 | no  | 6 7.01            |       | apart  | -
10  | 10% | 50 | no  | 6.25 7.25         |       | mean   | 6.75
10  | 10% | 50 | no  | 9.99 10           |       | mean   | 10
10  | 5%  | 50 | no  | 6 6.5             |       | mean   | 6.25
10  | 5%  | 50 | no  | 6 6.51            |       | apart  | -
10  | 7%  | 50 | no  | 6 6.7             |       | mean   | 6.35
10  | 7%  | 50 | no  | 6 6.71            |       | apart  | -
10  | 10% | 50 | yes | 4.99 5            |       | apart  | -
10  | 10% | 50 | yes | 5 6               |       | mean   | 5.5
20  | 10% | 50 | no  | 10 12             |       | mean   | 11
20  | 10% | 50 | no  | 10 12.01          |       | apart  | -
30  | 5%  | 50 | no  | 14 15.5           |       | mean   | 14.75
30  | 5%  | 50 | yes | 14 15.5           |       | apart  | -
30  | 5%  | 50 | no  | 14 15.51          |       | apart  | -
# three independent markers: the lowest and the highest count
100 | 10% | 50 | no  | 60 65 70          |       | mean   | 65
100 | 10% | 50 | no  | 60 60 60.01       |       | mean   | 60
100 | 10% | 50 | no  | 60 60.01 60.01    |       | mean   | 60.01
100 | 10% | 50 | no  | 60 70.01 65       |       | apart  | -
100 | 10% | 50 | yes | 50 51 49.99       |       | apart  | -
# after a third marker a person settles, whatever the third mark is
100 | 10% | 50 | no  | 60 75             | 67    | person | -
100 | 10% | 50 | no  | 60 75             | 60    | person | -
100 | 10% | 50 | no  | 60 75             | 75    | person | -
100 | 10% | 50 | no  | 60 75             | 40    | person | -
100 | 10% | 50 | no  | 60 75             | 90    | person | -
100 | 10% | 50 | yes | 49.99 50          | 50    | person | -
10  | 10% | 50 | no  | 6 7.5             | 6.75  | person | -
"""

# marks, third mark, what a person may give, what not
SETTLED_BY_A_PERSON = """
60 75    |       | 60 67.5 74.99 75 | 59.99 75.01 0 100
75 60    |       | 60 75            | 59.99 75.01
60 75    | 67    | 60 75            | 59.99 75.01
60 75    | 40    | 40 59.99 75      | 39.99 75.01
60 75    | 90    | 60 90            | 59.99 90.01
60 75    | 67    | 66.67            | 66.675 66.666
"""
